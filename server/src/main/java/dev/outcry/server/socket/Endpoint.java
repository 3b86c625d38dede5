package dev.outcry.server.socket;

import dev.outcry.server.hub.Outbox;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Decides who may come in, and makes the listener of an accepted connection. Called by many
/// threads at once.
@FunctionalInterface
public interface Endpoint {
    /// Decides on one upgrade request, before the switch. May block. What it holds for the
    /// connection is given back by the listener or, if the connection isn't opened, by
    /// [Accept#abandon].
    ///
    /// @param handshake what the peer asked for
    /// @return the decision; should it throw, the peer gets a 500
    Decision decide(Handshake handshake);

    /// What becomes of an upgrade request.
    sealed interface Decision {}

    /// The connection is refused with an `application/problem+json` answer, and ended.
    ///
    /// A 426 names the version that is spoken here by itself.
    ///
    /// @param status the HTTP status, 400 to 599
    /// @param code the stable code of the protocol's errors
    /// @param message for people
    /// @param headers further headers of the answer; names and values are sent as they are
    record Refuse(int status, String code, String message, Map<String, String> headers)
            implements Decision {
        /// Checks the status and copies the headers.
        public Refuse {
            if (status < 400 || status > 599) {
                throw new IllegalArgumentException("not a refusal: " + status);
            }
            headers = Map.copyOf(headers);
        }

        /// A refusal without further headers.
        ///
        /// @param status the HTTP status, 400 to 599
        /// @param code the stable code of the protocol's errors
        /// @param message for people
        public Refuse(int status, String code, String message) {
            this(status, code, message, Map.of());
        }
    }

    /// The connection is accepted, unless its handshake turns out to be malformed.
    ///
    /// @param open called once by the reading thread, after the switch: what is put into the outbox
    ///   there is the first that the peer gets
    /// @param abandon run instead if it is never opened, and if opening it failed
    /// @param subprotocol the one to confirm; must be among those offered
    record Accept(
            Function<Outbox, TextListener> open, Runnable abandon, Optional<String> subprotocol)
            implements Decision {}

    /// The path is none of this endpoint's: the request goes on to the HTTP routing.
    record NotMine() implements Decision {}
}
