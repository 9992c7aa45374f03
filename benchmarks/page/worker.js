/** Posts what the script's as_json() says. */

import { report } from './report.js';

report((py) => JSON.parse(py.globals.get('as_json')()));
