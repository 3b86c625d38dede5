// A chat room on ws, to be measured beside Outcry: what one says goes to all who follow the room, numbered.
// It speaks as much of Outcry's protocol as that needs. Nothing is stored.
import { WebSocket, WebSocketServer } from "ws";

const rooms = new Map();

/** The room of that name. */
function room(name) {
  if (!rooms.has(name)) rooms.set(name, { seq: 0, followers: new Set() });
  return rooms.get(name);
}

/** Sends to all, from bytes that are made once. */
function say(name, text) {
  const to = room(name);
  const message = { type: "message", channel: `room:${name}`, seq: ++to.seq, at: Date.now(), text };
  const bytes = Buffer.from(JSON.stringify(message));
  for (const socket of to.followers) {
    if (socket.readyState === WebSocket.OPEN) socket.send(bytes, { binary: false });
  }
}

const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
server.on("connection", (socket, request) => {
  const follows = /^\/ws\/rooms\/([^?]+)/.exec(request.url)?.[1];
  if (follows) {
    const { followers } = room(follows);
    followers.add(socket);
    socket.on("close", () => followers.delete(socket));
  }
  socket.on("message", (data) => {
    const command = JSON.parse(data);
    say(command.room, command.text);
  });
  socket.send(JSON.stringify({ type: "live" }));
});
server.on("listening", () => console.log(`ws ready on http://127.0.0.1:${server.address().port}`));
