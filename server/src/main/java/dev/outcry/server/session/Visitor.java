package dev.outcry.server.session;

import dev.outcry.protocol.Command;
import dev.outcry.protocol.RoomId;
import dev.outcry.server.auth.Identity;
import java.util.Optional;

/// Who stands at the door: what is known of a connection before it is opened.
///
/// @param address where from, as a key for limits
/// @param identity who, when credentials came with the upgrade
/// @param room what `room` means in its commands, on a room's own route
/// @param following what it is subscribed to from the start, on a short route
public record Visitor(
        String address,
        Optional<Identity> identity,
        Optional<RoomId> room,
        Optional<Command.Following> following) {
    /// {@return the id of the user who comes; there must be one}
    String userId() {
        return identity.orElseThrow().user().id();
    }
}
