/* The picture as one file: its layers are drawings of their own with a canvas between them, and become one drawing here. */
import { colour } from "../ui/colour";
import { svgText } from "../ui/save";

const SVG = "http://www.w3.org/2000/svg";

/* One layer as an element of the file, at `x` and of the sheet's own size. */
function layerOf(layer: SVGSVGElement | HTMLCanvasElement, x: number, width: number, height: number): Element {
  if (layer instanceof HTMLCanvasElement) {
    const image = document.createElementNS(SVG, "image");
    for (const [key, value] of Object.entries({ href: layer.toDataURL("image/png"), x, y: 0, width, height })) image.setAttribute(key, String(value));
    return image;
  }
  const copy = new DOMParser().parseFromString(svgText(layer), "image/svg+xml").documentElement;
  /* The ground that svgText lays would hide the layers below; places that answer are no part of a picture. */
  copy.querySelector(":scope > rect")?.remove();
  for (const area of copy.querySelectorAll("[role=option]")) area.remove();
  for (const name of ["role", "tabindex", "aria-label", "aria-describedby", "aria-hidden", "focusable"]) copy.removeAttribute(name);
  for (const [key, value] of Object.entries({ x, y: 0, width, height })) copy.setAttribute(key, String(value));
  return document.importNode(copy, true);
}

/* The text of an SVG file of these sheets (elements that hold the layers), from left to right. */
export function pictureText(sheets: HTMLElement[], title: string): string {
  const file = document.createElementNS(SVG, "svg");
  const name = document.createElementNS(SVG, "title");
  const ground = document.createElementNS(SVG, "rect");
  name.textContent = title;
  file.append(name, ground);
  const between = 24;
  let [x, highest] = [0, 0];
  for (const sheet of sheets) {
    const drawing = sheet.querySelector<SVGSVGElement>(".sheet-drawing");
    if (!drawing) continue;
    const { width, height } = drawing.viewBox.baseVal;
    for (const layer of sheet.children) if (layer instanceof SVGSVGElement || layer instanceof HTMLCanvasElement) file.append(layerOf(layer, x, width, height));
    x += width + between;
    highest = Math.max(highest, height);
  }
  const width = Math.max(x - between, 1);
  ground.setAttribute("fill", colour("--card"));
  for (const [key, value] of Object.entries({ x: 0, y: 0, width, height: highest })) ground.setAttribute(key, String(value));
  for (const [key, value] of Object.entries({ xmlns: SVG, width, height: highest, viewBox: `0 0 ${width} ${highest}` })) file.setAttribute(key, String(value));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(file)}\n`;
}
