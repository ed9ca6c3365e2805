/** The boxes that are taken, sorted into squares, so that a new one is compared with its neighbours only. */
import { apart, type Box } from './types';

const SIDE = 64;

export class Space {
  private readonly squares = new Map<number, Box[]>();

  constructor(boxes: Box[] = [], private readonly below?: Space) {
    boxes.forEach((box) => this.take(box));
  }

  /** A space on top of this one: what is taken of it is free in this. */
  trial(): Space {
    return new Space([], this);
  }

  take(box: Box): void {
    const [left, right, top, bottom] = squaresOf(box);
    for (let x = left; x <= right; x++) {
      for (let y = top; y <= bottom; y++) {
        const list = this.squares.get(keyOf(x, y));
        if (list) list.push(box);
        else this.squares.set(keyOf(x, y), [box]);
      }
    }
  }

  isFree(box: Box): boolean {
    // Most of what a layout does is this: it makes nothing and asks no more than it must.
    const [left, right, top, bottom] = [Math.floor(box.left / SIDE), Math.floor(box.right / SIDE), Math.floor(box.top / SIDE), Math.floor(box.bottom / SIDE)];
    for (let space: Space | undefined = this; space; space = space.below) {
      for (let x = left; x <= right; x++) {
        for (let y = top; y <= bottom; y++) {
          const list = space.squares.get(keyOf(x, y));
          if (list === undefined) continue;
          for (let i = 0; i < list.length; i++) if (!apart(box, list[i]!)) return false;
        }
      }
    }
    return true;
  }
}

function squaresOf({ left, right, top, bottom }: Box): [number, number, number, number] {
  return [Math.floor(left / SIDE), Math.floor(right / SIDE), Math.floor(top / SIDE), Math.floor(bottom / SIDE)];
}

/** A small number for a square, which is quick to look up; that some share one costs a comparison and no more. */
function keyOf(x: number, y: number): number {
  return (x * 4099 + y) & 0x3fffffff;
}
