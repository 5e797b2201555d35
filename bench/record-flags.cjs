// Loaded before the program: writes down, as JSON on stream 3, the flags that it hands to V8.
const { writeSync } = require('node:fs');
const v8 = require('node:v8');

const flags = [];
v8.setFlagsFromString = (flag) => flags.push(flag);
process.on('exit', () => writeSync(3, JSON.stringify(flags)));
