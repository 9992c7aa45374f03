/** What is kept in the browser, also where nothing can be kept. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { forget, keys, recall, save } from '../../../templates/assets/js/reader/storage.js';

/** A browser's storage that refuses everything while it is full. */
class Storage extends Map {
  full = false;
  getItem = (key) => this.get(key) ?? null;
  removeItem = (key) => this.delete(key);
  setItem(key, text) {
    if (this.full) throw new Error('QuotaExceededError');
    this.set(key, text);
    Object.defineProperty(this, key, { value: text, enumerable: true, configurable: true });
  }
}
const storage = new Storage();
Object.defineProperty(globalThis, 'localStorage', { value: storage });

test('what a full storage refused is newer than what it holds', () => {
  save('cell:a', 'old');
  storage.full = true;
  save('cell:a', 'new');
  assert.equal(recall('cell:a'), 'new');
  assert.equal(storage.getItem('cliffwalk:cell:a'), '"old"');
});

test('what was kept after all is read where other pages of the course change it', () => {
  storage.full = false;
  save('cell:a', 'kept');
  storage.setItem('cliffwalk:cell:a', '"from another page"');
  assert.equal(recall('cell:a'), 'from another page');
  assert.deepEqual(keys('cell:'), ['cell:a']);
  forget('cell:a');
  assert.equal(recall('cell:a'), null);
});
