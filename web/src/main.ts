import { mount } from "svelte";
import "./style/base.css";
import "./style/controls.css";
import "./style/figures.css";
import App from "./app/App.svelte";
import { engine } from "./app/engine.ts";
import { router } from "./app/router.svelte.ts";
import { theme } from "./ui/theme.svelte.ts";

theme.open();
/* The engine is fetched beside the view, not after it. */
void engine().catch(() => {}); /* who asks it for something hears why there is none */
router.open();
const app = document.getElementById("app")!;
app.replaceChildren();
mount(App, { target: app });
