package dev.outcry.protocol;

import java.util.List;
import java.util.Map;

/// A message as HTTP tells it: as it is now.
///
/// @param message with its text as last edited
/// @param edited whether that isn't the first
/// @param reactions ids of who reacted, by emoji, in the order in which they did
public record MessageInfo(
        Event.Message message, boolean edited, Map<String, List<String>> reactions) {}
