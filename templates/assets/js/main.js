/** Where the figures start: every `<course-widget>` of every page of the visit, and the links to their states. */
import './links.js';
import { CourseWidget } from './widget.js';

if (!customElements.get('course-widget')) customElements.define('course-widget', CourseWidget);
