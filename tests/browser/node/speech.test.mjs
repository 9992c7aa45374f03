import assert from 'node:assert/strict';
import test, { mock } from 'node:test';
import { Speech } from '../../../templates/assets/js/figure/announcer.js';

function setUp() {
  mock.timers.enable({ apis: ['setTimeout'] });
  const [reading, writing, announce] = ['Old.', '', ''].map((textContent) => ({ textContent }));
  const speech = new Speech(reading, writing, announce, new AbortController().signal);
  const heard = () => (mock.timers.tick(600), announce.textContent);
  return { speech, reading, heard };
}

test.afterEach(() => mock.reset());

test('a picture is told once, when it rests', () => {
  const { speech, reading, heard } = setUp();
  speech.say('First.', '');
  speech.say('Second.', 'it writes');
  assert.equal(reading.textContent, 'Second.');
  assert.equal(heard(), 'Second. it writes');
});

test('what happened to a wish is told with its picture, and a failure without one', () => {
  const { speech, heard } = setUp();
  speech.tell('T moved to 100, the nearest value allowed');
  speech.say('At 100.', '');
  assert.equal(heard(), 'T moved to 100, the nearest value allowed At 100.');
  speech.tell('Python could not be loaded.');
  assert.equal(heard(), 'Python could not be loaded.');
});

test('news that is over before the rest is not told', () => {
  const { speech, heard } = setUp();
  speech.tell('T moved to 100, the nearest value allowed');
  speech.tell('');
  speech.say('At 50.', '');
  assert.equal(heard(), 'At 50.');
});
