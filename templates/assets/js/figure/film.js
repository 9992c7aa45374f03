/**
 * The frames of a run as they came, so that going back computes nothing. Where there are too many, every second one goes.
 */
import { headed } from '../canvas/decode.js';

const MOST = 240;
const MOST_BYTES = 24e6;
const FRAME_SHARE = 1 / 60; // of its run, for a frame that does not say when its time is

/** @typedef {{bytes: ArrayBuffer, index: number, moment: [number, number]|null}} Frame with its number in the run */

export class Film {
  /** @type {Frame[]} */
  frames = [];

  /**
   * Keeps a frame after the first `kept` of those that are there.
   * @param {ArrayBuffer} bytes @param {number} kept @returns {boolean} whether there is no room for a further one
   */
  push(bytes, kept) {
    this.frames.length = kept;
    const { moment = null } = headed(bytes).header;
    this.frames.push({ bytes, index: (this.frames.at(-1)?.index ?? -1) + 1, moment });
    const size = this.frames.reduce((sum, frame) => sum + frame.bytes.byteLength, 0);
    return this.frames.length > 2 && (this.frames.length >= MOST || size > MOST_BYTES);
  }

  /** Lets every second frame go, the last not among them. */
  thin() {
    const odd = (this.frames.length - 1) % 2;
    this.frames = this.frames.filter((_, place) => place % 2 === odd);
  }

  /** The number of the run's last frame, as far as it is known. */
  get end() {
    const newest = this.frames.at(-1);
    return newest ? Math.max(newest.index, (newest.moment?.[1] ?? 1) - 1) : 0;
  }

  /** The place of the last kept frame up to that number. @param {number} index */
  placeOf(index) {
    return Math.max(
      0,
      this.frames.findLastIndex((frame) => frame.index <= index),
    );
  }

  /** How long the frame before a place stays, as a share of the run; nothing comes before the first. @param {number} place */
  shareBefore(place) {
    if (place <= 0) return 0;
    const [before, now] = [this.frames[place - 1].moment, this.frames[place].moment];
    return before && now ? now[0] - before[0] : FRAME_SHARE;
  }
}
