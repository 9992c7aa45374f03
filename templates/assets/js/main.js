/** Where the figures and the listings start, on every page of the visit, and the links to the figures' states. */
import { CodeCell } from './cell.js';
import './copy.js';
import './links.js';
import './tabs.js';
import { CourseWidget } from './widget.js';

if (!customElements.get('course-widget')) customElements.define('course-widget', CourseWidget);
if (!customElements.get('code-cell')) customElements.define('code-cell', CodeCell);
