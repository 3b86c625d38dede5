package dev.outcry.server.floor;

import java.util.stream.Stream;

/// The records behind a sealed interface.
final class Kinds {
    private Kinds() {}

    /// {@return all of them, those of interfaces below it too, in the order in which it permits
    /// them}
    @SuppressWarnings("unchecked")
    static <T> Class<? extends T>[] of(Class<T> sealed) {
        return leaves(sealed).toArray(Class[]::new);
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(Kinds::leaves)
                : Stream.of(type);
    }
}
