/** Where the figures and the listings start, on every page of the visit, and the links to the figures' states. */
import { CodeCell } from './listing/listing.js';
import './figure/links.js';
import './theme/listings.js';
import { CourseWidget } from './figure/widget.js';

if (!customElements.get('course-widget')) customElements.define('course-widget', CourseWidget);
if (!customElements.get('code-cell')) customElements.define('code-cell', CodeCell);
