package dev.outcry.server.hub;

import dev.outcry.protocol.Command;
import dev.outcry.protocol.ServerMessage;
import java.util.function.Consumer;

/// One connection's place in its lane.
///
/// Every call is queued to the lane and carried out there in the order of the calls; none blocks
/// but [#awaitRoom()]. A call waits for its turn until each command of this connection that was
/// counted by [#submitted()] before it has been answered: the commands of one connection take
/// effect in the order they were sent. Any thread may call; the order is that of the calls.
public interface Seat {
    /// How many calls and commands may wait before the connection should stop reading.
    int MAX_OUTSTANDING = 1_024;

    /// Counts a command that is about to be given to the log. Called by the connection's reading
    /// thread alone, before the log has the command.
    void submitted();

    /// Takes back the last [#submitted()]: the log didn't take it. Called by the same thread,
    /// before its next call.
    void withdrawn();

    /// Starts delivery of one or more channels. Either all of them or, with one `error`, none.
    ///
    /// `subscribed` is sent for each, with the command's id unless it names several; then `ok` is
    /// last.
    ///
    /// @param command as decoded; without id on the short routes
    void subscribe(Command.Subscribe command);

    /// Ends delivery of a channel, also one that isn't followed.
    ///
    /// @param command as decoded
    void unsubscribe(Command.Unsubscribe command);

    /// Answers a ping.
    ///
    /// @param command as decoded
    /// @param notBefore the log position that the lane must have delivered first
    void ping(Command.Ping command, long notBefore);

    /// Sends a message in its turn.
    ///
    /// @param message usually a reply
    void reply(ServerMessage message);

    /// Has something done in its turn, by the lane.
    ///
    /// @param work quick; it must not let the view out
    void inTurn(Consumer<View> work);

    /// Tells that [Subscriber#user()] has changed: presence follows.
    void identified();

    /// Tells that the connection is gone: it leaves every channel and presence at once, and nothing
    /// of it is kept. Idempotent; doesn't wait for its turn.
    void leave();

    /// {@return how many calls and counted commands haven't been carried out}
    int outstanding();

    /// Blocks while [#MAX_OUTSTANDING] or more are outstanding. Called by the connection's reading
    /// thread alone. Returns at once after [#leave()].
    ///
    /// @throws InterruptedException if the thread is interrupted meanwhile
    void awaitRoom() throws InterruptedException;
}
