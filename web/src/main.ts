import { mount } from "svelte";
import "./style/base.css";
import App from "./app/App.svelte";
import { router } from "./app/router.svelte.ts";
import { theme } from "./ui/theme.svelte.ts";

theme.open();
router.open();
const app = document.getElementById("app")!;
app.replaceChildren();
mount(App, { target: app });
