/* Draws dots and microbes on a canvas that lies over the drawing. Every shape is rasterised once, and a frame only copies: strokes and turned
 * pictures are what takes time where no graphics card helps. */

import type { Flock } from "./flock";
import { whereIs } from "./flock";
import type { Glyph } from "./glyphs";
import { wanders, type Wanderer } from "./microbes";

/* The arms of one junction, of strands that hold and of those that have let go, in units of the sheet. */
export interface Arm {
  slot: number;
  x: number;
  left: { holds: Path2D; open: Path2D };
  right: { holds: Path2D; open: Path2D };
}

export interface Arms {
  all: Arm[];
  /* They lie between `top` and `top + height`, at most `reach` from the middle of their junction. */
  top: number;
  height: number;
  reach: number;
  line: number;
}

/* How far an arm gives way while a dot slips through, in widths of its line. */
const GIVES = 1.4;
/* A rod is drawn in so many directions; half a turn later it looks the same. */
const TURNS = 30;

interface Palette {
  /* The colour of a custom property. */
  of(property: string): string;
  outline: string;
  microbe: string;
  vesicle: string;
  holds: string;
  open: string;
}

/* Custom properties may hold what a canvas cannot read (light-dark(), other properties), so an element is asked. */
export function paletteOf(element: Element): Palette {
  const probe = document.createElement("span");
  probe.hidden = true;
  element.append(probe);
  const known = new Map<string, string>();
  const of = (property: string): string => {
    if (!known.has(property)) {
      if (!probe.isConnected) element.append(probe);
      probe.style.color = `var(${property})`;
      known.set(property, getComputedStyle(probe).color);
      probe.remove();
    }
    return known.get(property) ?? "";
  };
  const palette = { of, outline: of("--wall-outline"), microbe: of("--wall-microbe"), vesicle: of("--wall-cell-route"), holds: of("--wall-elbow"), open: of("--wall-leak-route") };
  probe.remove();
  return palette;
}

interface Sprite {
  image: HTMLCanvasElement;
  half: number;
}

function spriteOf(glyph: Glyph, palette: Palette, scale: number, turn = 0): Sprite {
  const half = glyph.size * 1.4 + 2;
  const image = document.createElement("canvas");
  image.width = image.height = Math.ceil(2 * half * scale);
  const draw = image.getContext("2d");
  if (!draw) return { image, half };
  draw.scale(scale, scale);
  draw.translate(half, half);
  draw.rotate(turn);
  draw.scale(glyph.size, glyph.size);
  const path = new Path2D(glyph.path);
  draw.lineJoin = draw.lineCap = "round";
  draw.strokeStyle = palette.outline;
  draw.lineWidth = (glyph.open ? 5 : 2) / glyph.size;
  draw.stroke(path);
  draw.strokeStyle = draw.fillStyle = palette.of(glyph.colour);
  draw.lineWidth = 2.6 / glyph.size;
  if (glyph.open) draw.stroke(path);
  else draw.fill(path);
  return { image, half };
}

/* What passes through a cell is carried in a vesicle: a ring around the dot. */
function vesicleOf(inside: Sprite, palette: Palette, scale: number): Sprite {
  const radius = inside.half + 1;
  const half = radius + 2;
  const image = document.createElement("canvas");
  image.width = image.height = Math.ceil(2 * half * scale);
  const draw = image.getContext("2d");
  if (!draw) return { image, half };
  draw.scale(scale, scale);
  draw.arc(half, half, radius, 0, 2 * Math.PI);
  draw.strokeStyle = palette.vesicle;
  draw.lineWidth = 1.6;
  draw.stroke();
  return { image, half };
}

const ROD: Glyph = { path: "M-1 0H1", colour: "--wall-microbe", size: 6, open: true };

export class Painter {
  private sprites: Sprite[] = [];
  private vesicles: Sprite[] = [];
  private rods: Sprite[] = [];
  private scale = 1;
  private readonly at = { x: 0, y: 0, alpha: 1 };
  private readonly loose: number[] = new Array<number>(16).fill(0);
  private readonly place = { x: 0, y: 0, turn: 0 };
  private palette: Palette | null = null;
  private readonly draw: CanvasRenderingContext2D | null;
  /* All left arms, and all right arms, as they stand while nothing slips through. */
  private readonly sides = [document.createElement("canvas"), document.createElement("canvas")];
  private kept: Arms | null = null;

  constructor(private readonly canvas: HTMLCanvasElement) {
    this.draw = canvas.getContext("2d");
  }

  /* `scale`: device pixels for a unit of the sheet. */
  prepare(glyphs: Glyph[], palette: Palette, width: number, height: number, scale: number): void {
    this.canvas.width = Math.round(width * scale);
    this.canvas.height = Math.round(height * scale);
    this.scale = scale;
    this.palette = palette;
    this.kept = null;
    this.sprites = glyphs.map((glyph) => spriteOf(glyph, palette, scale));
    this.vesicles = this.sprites.map((sprite) => vesicleOf(sprite, palette, scale));
    this.rods = Array.from({ length: TURNS }, (_, i) => spriteOf(ROD, palette, scale, (Math.PI * i) / TURNS));
  }

  private stamp(sprite: Sprite, x: number, y: number, alpha: number): void {
    const draw = this.draw!;
    draw.globalAlpha = alpha;
    draw.drawImage(sprite.image, Math.round((x - sprite.half) * this.scale), Math.round((y - sprite.half) * this.scale));
  }

  private keepArms(arms: Arms): void {
    this.kept = arms;
    this.sides.forEach((side, which) => {
      side.width = this.canvas.width;
      side.height = Math.ceil(arms.height * this.scale);
      const draw = side.getContext("2d");
      if (!draw) return;
      draw.setTransform(this.scale, 0, 0, this.scale, 0, -arms.top * this.scale);
      draw.lineWidth = arms.line;
      draw.lineCap = draw.lineJoin = "round";
      for (const arm of arms.all) {
        const { holds, open } = which ? arm.right : arm.left;
        draw.strokeStyle = this.palette!.holds;
        draw.stroke(holds);
        draw.strokeStyle = this.palette!.open;
        draw.stroke(open);
      }
    });
  }

  private elbows(flock: Flock, arms: Arms): void {
    const draw = this.draw!;
    if (arms !== this.kept) this.keepArms(arms);
    flock.loosened(this.loose);
    draw.globalAlpha = 1;
    const [top, width, height] = [Math.round(arms.top * this.scale), Math.round(2 * arms.reach * this.scale), this.sides[0].height];
    for (const arm of arms.all) {
      const left = Math.max(Math.round((arm.x - arms.reach) * this.scale), 0);
      const aside = GIVES * arms.line * (this.loose[arm.slot] ?? 0) * this.scale;
      draw.drawImage(this.sides[0], left, 0, width, height, left - aside, top, width, height);
      draw.drawImage(this.sides[1], left, 0, width, height, left + aside, top, width, height);
    }
  }

  /* `flock` null: only what stays before the wall. */
  frame(flock: Flock | null, microbes: Wanderer[], molecules: Wanderer[], arms: Arms, time: number): void {
    const { draw, at, place } = this;
    if (!draw || !this.palette) return;
    draw.globalAlpha = 1;
    draw.clearRect(0, 0, this.canvas.width, this.canvas.height);
    for (const one of microbes) {
      wanders(one, time, place);
      const turn = Math.round((place.turn / Math.PI) * TURNS) % TURNS;
      this.stamp(this.rods[turn < 0 ? turn + TURNS : turn], place.x, place.y, 1);
    }
    for (const one of molecules) {
      wanders(one, time, place);
      const sprite = this.sprites[one.solute];
      if (sprite) this.stamp(sprite, place.x, place.y, 0.85);
    }
    if (!flock) return;
    this.elbows(flock, arms);
    for (const dot of flock.dots) {
      const age = flock.now - dot.born;
      const sprite = this.sprites[dot.solute];
      if (!sprite || !whereIs(dot, age, at)) continue;
      if (dot.route === "cell" && age > dot.enters && age < dot.leaves) this.stamp(this.vesicles[dot.solute], at.x, at.y, 1);
      this.stamp(sprite, at.x, at.y, at.alpha);
    }
  }
}
