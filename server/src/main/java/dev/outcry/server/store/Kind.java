package dev.outcry.server.store;

/// What an event's row is looked for as. The numbers are in files, and in the indexes' conditions.
enum Kind {
    /// Anything else in a room.
    OF_ROOM(0),
    /// A message that has its text.
    MESSAGE(1),
    /// A trade; `ref` is its id.
    TRADE(2),
    /// The end of an order; `ref` is its id.
    ORDER(3),
    /// A fill; `ref` is the trade's id.
    FILL(4),
    /// Anything else that concerns one user.
    OF_ME(5),
    /// A message that was taken back; `ref` is the seq of the event that did it.
    GONE(6),
    /// Another text of a message; `ref` is that one's seq.
    EDIT(7),
    /// The same of a message that was taken back.
    GONE_EDIT(8);

    private final int code;

    Kind(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
