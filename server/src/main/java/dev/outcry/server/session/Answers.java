package dev.outcry.server.session;

import dev.outcry.protocol.Reply;
import dev.outcry.server.floor.Result;
import java.util.OptionalLong;

/// What became of commands, as connections are told. Stateless.
final class Answers {
    private Answers() {}

    static Reply.Plain done(OptionalLong id, Result.Done done, long pos) {
        return switch (done) {
            case Result.Placed placed -> new Reply.Placed(id, placed.seq(), placed.pos());
            case Result.Taken taken -> new Reply.Ordered(id, taken.order(), taken.fills(), pos);
            case Result.Canceled canceled -> new Reply.Canceled(id, canceled.count(), pos);
            case Result.Repeated again -> done(id, again.first(), again.pos());
            case Result.Applied _, Result.Ordered _ -> new Reply.Ok(id);
        };
    }

    static Reply.Error refused(OptionalLong id, Result.Refused refused) {
        return new Reply.Error(
                id, refused.code(), refused.message(), refused.retryAfterMillis(), refused.order());
    }
}
