/** Where the figures and the code cells start, on every page of the visit, the links to the figures' states, Copy. */
import { CodeCell } from './cell.js';
import './copy.js';
import './links.js';
import { CourseWidget } from './widget.js';

if (!customElements.get('course-widget')) customElements.define('course-widget', CourseWidget);
if (!customElements.get('code-cell')) customElements.define('code-cell', CodeCell);
