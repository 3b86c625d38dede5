package dev.outcry.server.apply;

import dev.outcry.protocol.ErrorCode;
import dev.outcry.server.floor.Effect;
import dev.outcry.server.floor.Floor;
import dev.outcry.server.floor.Result;
import dev.outcry.server.hub.Applied;
import dev.outcry.server.hub.Origin;
import dev.outcry.server.journal.Entry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;

/// Applies one entry, and contains what goes wrong: a fault of the floor's ends one command, not
/// the log.
final class Applying {
    private static final Logger LOG = System.getLogger(Applying.class.getName());

    private Applying() {}

    static Applied apply(Floor floor, Entry entry, Origin origin) {
        List<Effect> effects = new ArrayList<>(4);
        Result result;
        try {
            result = floor.apply(entry.pos(), entry.at(), entry.command(), effects::add);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "entry " + entry.pos() + " could not be applied", e);
            result = new Result.Refused(ErrorCode.INTERNAL, "the server failed; it was logged");
        }
        return new Applied(entry.pos(), entry.at(), origin, result, effects);
    }
}
