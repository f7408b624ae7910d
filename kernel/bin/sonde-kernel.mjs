#!/usr/bin/env node
// The command: `sonde-kernel install --prefix P` tells Jupyter of the kernel; Jupyter starts it with a connection file.
import '../lib/main.js';
