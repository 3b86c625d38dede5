package dev.outcry.client;

import dev.outcry.protocol.FillInfo;
import dev.outcry.protocol.OrderInfo;
import java.util.List;

/// What placing or amending an order came to: it is durable.
///
/// @param order as the command left it
/// @param fills what traded at once, oldest first
/// @param pos its place in the order of everything that happens on the server
public record Execution(OrderInfo order, List<FillInfo> fills, long pos) {
    /// Copies the list.
    public Execution {
        fills = List.copyOf(fills);
    }
}
