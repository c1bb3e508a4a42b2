/* The service worker of the built page (src/offline/worker.js). */

class Offline {
  /* A newer version lies ready. */
  newer = $state.raw<ServiceWorker | null>(null);
  /* Everything is kept: the page opens without a network. */
  kept = $state(false);

  async open(): Promise<void> {
    if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
    try {
      const registration = await navigator.serviceWorker.register("./sw.js");
      void navigator.serviceWorker.ready.then(() => (this.kept = true));
      const watch = (worker: ServiceWorker | null) => {
        if (!worker) return;
        const look = () => worker.state === "installed" && navigator.serviceWorker.controller && (this.newer = worker);
        worker.addEventListener("statechange", look);
        look();
      };
      watch(registration.waiting);
      registration.addEventListener("updatefound", () => watch(registration.installing));
    } catch {
      /* From a file, or where the browser refuses: then the page needs its host, and says nothing of being kept. */
    }
  }

  takeOver(): void {
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload());
    this.newer?.postMessage("take over");
  }
}

export const offline = new Offline();
