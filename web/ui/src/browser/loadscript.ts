/** Loads a script of ours that only some readers need, once; it gives what it defines. */
const loading = new Map<string, Promise<unknown>>();

export function loadScript<T>(src: string, name: string): Promise<T> {
  let script = loading.get(src) as Promise<T> | undefined;
  if (!script) {
    script = new Promise<T>((done, failed) => {
      const element = document.createElement('script');
      element.src = src;
      element.onload = () => done((globalThis as unknown as Record<string, T>)[name]!);
      element.onerror = () => {
        loading.delete(src);
        failed(new Error(`${src} did not load`));
      };
      document.head.append(element);
    });
    loading.set(src, script);
  }
  return script;
}
