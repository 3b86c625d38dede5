package dev.outcry.server.hub;

/// Something a connection has asked for, carried out in its turn by the lane's thread.
interface Step {
    /// Goes on as far as possible now.
    ///
    /// @return whether it is done; if not it has seen to it that its seat's turn comes again
    boolean advance();
}
