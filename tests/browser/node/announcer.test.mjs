/** What a screen reader hears of a drag: the last thing, after a rest. */
import assert from 'node:assert/strict';
import test, { mock } from 'node:test';
import { Announcer } from '../../../templates/assets/js/figure/texts.js';

function setUp() {
  mock.timers.enable({ apis: ['setTimeout'] });
  const [reading, writing, announce] = ['Old.', '', ''].map((textContent) => ({ textContent }));
  const announcer = new Announcer(reading, writing, announce, new AbortController().signal);
  const heard = () => {
    mock.timers.tick(600);
    return announce.textContent;
  };
  return { announcer, reading, heard };
}

test.afterEach(() => mock.reset());

test('a picture is told once, when it rests', () => {
  const { announcer, reading, heard } = setUp();
  announcer.describe('First.', '');
  announcer.describe('Second.', 'it writes');
  assert.equal(reading.textContent, 'Second.');
  assert.equal(heard(), 'Second. it writes');
});

test('what happened to a wish is told with its picture, and a failure without one', () => {
  const { announcer, heard } = setUp();
  announcer.report('T moved to 100, the nearest value allowed');
  announcer.describe('At 100.', '');
  assert.equal(heard(), 'T moved to 100, the nearest value allowed At 100.');
  announcer.report('Python could not be loaded.');
  assert.equal(heard(), 'Python could not be loaded.');
});

test('news that is over before the rest is not told', () => {
  const { announcer, heard } = setUp();
  announcer.report('T moved to 100, the nearest value allowed');
  announcer.report('');
  announcer.describe('At 50.', '');
  assert.equal(heard(), 'At 50.');
});

test('while a run plays its pictures are not told, the one that it stands at is', () => {
  const { announcer, reading, heard } = setUp();
  announcer.hold(true);
  announcer.describe('On the way.', '');
  assert.equal(reading.textContent, 'On the way.');
  assert.equal(heard(), '');
  announcer.describe('The end.', '');
  announcer.hold(false);
  assert.equal(heard(), 'The end.');
});

test('what went wrong is told while a run plays', () => {
  const { announcer, heard } = setUp();
  announcer.hold(true);
  announcer.report('Python could not be loaded.');
  assert.equal(heard(), 'Python could not be loaded.');
});
