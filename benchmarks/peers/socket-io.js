// A chat room on Socket.IO, to be measured beside Outcry: what one says goes to all who are in the room, numbered.
// Over WebSocket alone, without the polling that comes before it by default. Nothing is stored.
import { createServer } from "node:http";
import { Server } from "socket.io";

const http = createServer();
const io = new Server(http, { transports: ["websocket"], serveClient: false });
const seqs = new Map();

io.on("connection", (socket) => {
  const { room } = socket.handshake.query;
  if (room) socket.join(room);
  socket.on("say", (to, text) => {
    const seq = (seqs.get(to) ?? 0) + 1;
    seqs.set(to, seq);
    io.to(to).emit("message", { seq, at: Date.now(), text });
  });
});
http.listen(0, "127.0.0.1", () => console.log(`socket.io ready on http://127.0.0.1:${http.address().port}`));
