/** What `theme/early.js` and the theme put on the window, and what browsers have and the standard library of types lacks. */
interface Pages {
  subscribe(show: () => void): void;
}

interface Window {
  /** Resolves at the first sign of a reader. */
  reader: Promise<void>;
  /** The theme's pages of a visit, once the theme has started. */
  theme: Promise<Pages>;
  document$: Pages;
  __md_scope: URL;
  __md_get(key: string): unknown;
  __md_set(key: string, value: unknown): void;
}

interface Navigator {
  connection?: { saveData?: boolean; effectiveType?: string };
}

interface HTMLElementTagNameMap {
  'course-widget': import('../../../templates/assets/js/figure/widget.js').CourseWidget;
}
