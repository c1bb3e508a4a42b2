/* A menu as it is being made: found, added, weighed, taken off. Nothing is changed in place. */
import type { Food } from "../data/tables.ts";
import type { Menu } from "../scenario/scenario.ts";

export const FIBRES = ["resistant_starch", "inulin", "pectin", "arabinoxylan", "beta_glucan", "gum", "cellulose", "plant_cell_wall"];

const simple = (text: string) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/[^a-z0-9 ]+/g, " ");

/* Foods whose title or name has every word somewhere; those that begin with the first one come first, then the order of the table. */
export function findFoods(foods: Food[], asked: string, most = 12): Food[] {
  const words = simple(asked).split(" ").filter(Boolean);
  const all = foods.map((food) => ({ food, text: ` ${simple(`${food.title} ${food.name.replaceAll("_", " ")} ${food.plants.join(" ")}`)}` }));
  const found = all.filter(({ text }) => words.every((word) => text.includes(word)));
  const rank = ({ text }: { text: string }) => (words.length && text.startsWith(` ${words[0]}`) ? 0 : words.every((word) => text.includes(` ${word}`)) ? 1 : 2);
  return found.sort((one, other) => rank(one) - rank(other)).slice(0, most).map(({ food }) => food);
}

export const HEAVIEST_G = 3000;
const USUAL_G = 100;

/* First on the menu, where whoever added it sees it. */
export function withFood(menu: Menu, food: string, gramsPerDay = USUAL_G): Menu {
  if (menu.foods.some((one) => one.food === food)) return menu;
  return { ...menu, foods: [{ food, gramsPerDay }, ...menu.foods], gives: null };
}

export function weighed(menu: Menu, food: string, gramsPerDay: number): Menu {
  return { ...menu, foods: menu.foods.map((one) => (one.food === food ? { food, gramsPerDay } : one)), gives: null };
}

export function without(menu: Menu, food: string): Menu {
  return { ...menu, foods: menu.foods.filter((one) => one.food !== food), gives: null };
}

/* Menu of a built-in diet as one to go on from. */
export function copied(title: string, foods: { food: string; g_per_day: number }[]): Menu {
  return { title, foods: foods.map(({ food, g_per_day }) => ({ food, gramsPerDay: Number(g_per_day.toPrecision(4)) })), gives: null };
}
