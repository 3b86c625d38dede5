package dev.outcry.client;

import dev.outcry.protocol.Command;
import dev.outcry.protocol.Reply;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.OptionalLong;

/// Keeps `cancelOnDisconnect` armed: the server forgets it with the connection, so each new one is
/// armed before anything else is said on it. The dialogue's lock guards it.
final class Guard {
    private static final System.Logger LOG = System.getLogger(Guard.class.getName());

    private Optional<Command.CancelOnDisconnect> armed = Optional.empty();
    private OptionalLong awaiting = OptionalLong.empty();
    private OptionalLong retryNanos = OptionalLong.empty();

    /// The server took a command.
    void done(Command command) {
        if (command instanceof Command.CancelOnDisconnect said) {
            armed = said.on() ? Optional.of(said) : Optional.empty();
            retryNanos = OptionalLong.empty();
        }
    }

    /// {@return what to say on a new connection}
    Optional<Command> rearm(long id) {
        retryNanos = OptionalLong.empty();
        awaiting = armed.isPresent() ? OptionalLong.of(id) : OptionalLong.empty();
        return armed.map(said ->
                new Command.CancelOnDisconnect(OptionalLong.of(id), true, said.graceMillis()));
    }

    /// Takes the answer to [#rearm(long)], if it is that.
    void answered(Reply reply) {
        if (awaiting.isEmpty() || !reply.id().equals(awaiting)) {
            return;
        }
        awaiting = OptionalLong.empty();
        if (reply instanceof Reply.Error error) {
            LOG.log(Level.WARNING, "cancelOnDisconnect isn't armed: " + error.message());
            if (error.code().temporary()) {
                retryNanos = OptionalLong.of(Unanswered.retryNanos(error));
            }
        }
    }

    boolean retryDue(long nowNanos) {
        return retryNanos.isPresent() && nowNanos - retryNanos.getAsLong() >= 0;
    }
}
