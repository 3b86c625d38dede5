package dev.outcry.server.feed;

import dev.outcry.protocol.MarketInfo;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// A market and what moves it.
///
/// @param info as it is listed
/// @param tape played over and over
/// @param start where it begins the first time
/// @param earlier recorded minutes, among them those right before the start
/// @param depth of the simulated maker
record DemoMarket(
        MarketInfo info,
        Tape tape,
        TapePosition start,
        Supplier<Stream<Bar>> earlier,
        Depth depth) {}
