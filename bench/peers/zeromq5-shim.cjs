// zeromq 5 needs a compiler and a download on today's Node.js. ijavascript subclasses its sockets in the old way (a
// constructor that is called), so the sockets of zeromq 6 are wrapped in such a class, less their identities, which these
// kernels do not need. Copied into ijavascript's folder.
'use strict';
const { EventEmitter } = require('node:events');
const compat = require('zeromq6/v5-compat');

function Socket(type) {
  EventEmitter.call(this);
  this.inner = compat.socket(type);
  this.inner.on('message', (...frames) => this.emit('message', ...frames));
}
Socket.prototype = Object.create(EventEmitter.prototype, { constructor: { value: Socket } });
for (const name of ['bind', 'connect', 'close', 'setsockopt', 'getsockopt']) {
  Socket.prototype[name] = function (...args) {
    this.inner[name](...args);
    return this;
  };
}
Socket.prototype.bindSync = Socket.prototype.bind;
Socket.prototype.send = function (message, flags) {
  this.inner.send(message, typeof flags === 'number' ? flags : 0);
  return this;
};

const socket = type => new Socket(type);
module.exports = { ...compat, Socket, socket, createSocket: socket };
