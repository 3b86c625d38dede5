package dev.outcry.server.hub;

import dev.outcry.protocol.Command;
import dev.outcry.protocol.Reply;
import java.util.Optional;

/// Answers a ping once its lane has delivered what was durable when it came.
final class Pinging implements Step {
    private final LaneSeat seat;
    private final Command.Ping command;
    private final long notBefore;

    Pinging(LaneSeat seat, Command.Ping command, long notBefore) {
        this.seat = seat;
        this.command = command;
        this.notBefore = notBefore;
    }

    @Override
    public boolean advance() {
        if (seat.lane().pos() < notBefore) {
            seat.lane().wakeAfterBatch(seat);
            return false;
        }
        if (seat.waitsForRoom()) { // what was merged for a slow reader comes first
            return false;
        }
        if (command.id().isPresent()) {
            seat.send(
                    new Reply.Pong(
                            command.id(),
                            seat.lane().now(),
                            command.positions()
                                    ? Optional.of(seat.positions())
                                    : Optional.empty()));
        }
        return true;
    }
}
