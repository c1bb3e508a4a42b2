/* Draws dots and microbes on a canvas that lies over the drawing. Every shape is rasterised once. */

import type { Flock } from "./flock";
import { whereIs } from "./flock";
import type { Glyph } from "./glyphs";
import { wanders, type Wanderer } from "./microbes";

/* The arms of one junction, of strands that hold and of those that have let go, in units of the sheet. */
export interface Arms {
  slot: number;
  left: { holds: Path2D; open: Path2D };
  right: { holds: Path2D; open: Path2D };
}

/* How far an arm gives way while a dot slips through. */
const GIVES_PX = 2.6;

export interface Palette {
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

function spriteOf(glyph: Glyph, palette: Palette, scale: number): Sprite {
  const half = glyph.size * 1.4 + 2;
  const image = document.createElement("canvas");
  image.width = image.height = Math.ceil(2 * half * scale);
  const draw = image.getContext("2d");
  if (!draw) return { image, half };
  draw.scale(scale, scale);
  draw.translate(half, half);
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

const ROD: Glyph = { path: "M-1 0H1", colour: "--wall-microbe", size: 6, open: true };

export class Painter {
  private sprites: Sprite[] = [];
  private rod: Sprite | null = null;
  private scale = 1;
  private readonly at = { x: 0, y: 0, alpha: 1 };
  private readonly loose: number[] = new Array<number>(16).fill(0);
  private readonly place = { x: 0, y: 0, turn: 0 };
  private palette: Palette | null = null;
  private readonly draw: CanvasRenderingContext2D | null;

  constructor(private readonly canvas: HTMLCanvasElement) {
    this.draw = canvas.getContext("2d");
  }

  /* `scale`: device pixels for a unit of the sheet. */
  prepare(glyphs: Glyph[], palette: Palette, width: number, height: number, scale: number): void {
    this.canvas.width = Math.round(width * scale);
    this.canvas.height = Math.round(height * scale);
    this.scale = scale;
    this.palette = palette;
    this.sprites = glyphs.map((glyph) => spriteOf(glyph, palette, scale));
    this.rod = spriteOf(ROD, palette, scale);
  }

  private stamp(sprite: Sprite, x: number, y: number, alpha: number): void {
    const draw = this.draw!;
    draw.globalAlpha = alpha;
    draw.drawImage(sprite.image, Math.round((x - sprite.half) * this.scale), Math.round((y - sprite.half) * this.scale));
  }

  private stampTurned(sprite: Sprite, x: number, y: number, turn: number): void {
    const draw = this.draw!;
    draw.globalAlpha = 1;
    draw.setTransform(Math.cos(turn), Math.sin(turn), -Math.sin(turn), Math.cos(turn), x * this.scale, y * this.scale);
    draw.drawImage(sprite.image, -sprite.half * this.scale, -sprite.half * this.scale);
    draw.setTransform(1, 0, 0, 1, 0, 0);
  }

  /* What passes through a cell is carried in a vesicle. */
  private vesicle(x: number, y: number, radius: number): void {
    const draw = this.draw!;
    draw.globalAlpha = 1;
    draw.beginPath();
    draw.arc(x * this.scale, y * this.scale, radius * this.scale, 0, 2 * Math.PI);
    draw.strokeStyle = this.palette!.vesicle;
    draw.lineWidth = 1.4 * this.scale;
    draw.stroke();
  }

  private elbows(flock: Flock, arms: Arms[]): void {
    const draw = this.draw!;
    flock.loosened(this.loose);
    draw.globalAlpha = 1;
    draw.lineWidth = 2.6;
    draw.lineCap = draw.lineJoin = "round";
    for (const one of arms) {
      const aside = GIVES_PX * (this.loose[one.slot] ?? 0);
      for (const [side, way] of [[one.left, -1], [one.right, 1]] as const) {
        draw.setTransform(this.scale, 0, 0, this.scale, way * aside * this.scale, 0);
        draw.strokeStyle = this.palette!.holds;
        draw.stroke(side.holds);
        draw.strokeStyle = this.palette!.open;
        draw.stroke(side.open);
      }
    }
    draw.setTransform(1, 0, 0, 1, 0, 0);
  }

  /* `flock` null: only what stays before the wall. */
  frame(flock: Flock | null, microbes: Wanderer[], molecules: Wanderer[], arms: Arms[], time: number): void {
    const { draw, at, place } = this;
    if (!draw || !this.rod || !this.palette) return;
    draw.globalAlpha = 1;
    draw.clearRect(0, 0, this.canvas.width, this.canvas.height);
    for (const one of microbes) {
      wanders(one, time, place);
      this.stampTurned(this.rod, place.x, place.y, place.turn);
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
      if (dot.route === "cell" && age > dot.enters && age < dot.leaves) this.vesicle(at.x, at.y, sprite.half + 1);
      this.stamp(sprite, at.x, at.y, at.alpha);
    }
  }
}
