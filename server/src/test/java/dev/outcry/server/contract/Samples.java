package dev.outcry.server.contract;

import dev.outcry.protocol.Channel;
import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.Position;
import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.Symbol;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// Makes records of the wire: every kind, once with everything that may be there and once without.
/// All have an id, for what is answered does.
///
/// @param full whether to put in what may be absent
record Samples(boolean full) {
    /// Names of components whose text must be of a certain form.
    private static final Map<String, String> TEXTS =
            Map.of(
                    "asset", "USD",
                    "feeAsset", "USD",
                    "role", "member",
                    "session", "s-8fk2",
                    "server", "outcry/1.0.0");

    /// {@return all kinds of records below a sealed interface}
    static List<Class<?>> kinds(Class<?> type) {
        List<Class<?>> kinds = new ArrayList<>();
        if (type.isRecord()) {
            kinds.add(type);
        } else {
            Stream.of(type.getPermittedSubclasses()).forEach(each -> kinds.addAll(kinds(each)));
        }
        return kinds.stream().distinct().toList();
    }

    /// {@return samples of a kind; several where a component is a choice}
    <T> List<T> of(Class<T> kind) {
        RecordComponent[] components = kind.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        List<List<?>> choices = new ArrayList<>();
        int most = 1;
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            choices.add(values(components[i].getGenericType(), components[i].getName()));
            most = Math.max(most, choices.get(i).size());
        }
        List<T> all = new ArrayList<>();
        try {
            Constructor<T> constructor = kind.getDeclaredConstructor(types);
            for (int n = 0; n < most; n++) {
                int nth = n;
                constructor.setAccessible(true);
                all.add(
                        constructor.newInstance(
                                choices.stream()
                                        .map(each -> each.get(nth % each.size()))
                                        .toArray()));
            }
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(kind.toString(), e);
        }
        return all;
    }

    private List<?> values(Type type, String name) {
        if (type instanceof ParameterizedType of) {
            return several(of, name);
        }
        if (type instanceof WildcardType any) {
            return values(any.getUpperBounds()[0], name);
        }
        return plain((Class<?>) type, name);
    }

    private List<?> several(ParameterizedType type, String name) {
        Type[] items = type.getActualTypeArguments();
        if (type.getRawType() == Optional.class) {
            return full
                    ? values(items[0], name).stream().map(Optional::of).toList()
                    : List.of(Optional.empty());
        } else if (type.getRawType() == List.class) {
            List<?> all = full ? values(items[0], name) : List.of();
            return List.of(name.equals("followings") ? values(items[0], name).subList(0, 1) : all);
        } else if (type.getRawType() == Map.class) {
            return List.of(map(items, name));
        }
        throw new AssertionError("teach Samples of " + type);
    }

    private Map<?, ?> map(Type[] items, String name) {
        if (name.equals("limits")) {
            return Map.of("message", 65_536L, "text", 4_000L, "channels", 256L);
        }
        return full
                ? Map.of(values(items[0], name).getFirst(), values(items[1], name).getFirst())
                : Map.of();
    }

    private List<?> plain(Class<?> type, String name) {
        if (type == String.class) {
            return List.of(TEXTS.getOrDefault(name, "ada"));
        } else if (type == long.class || type == Long.class) {
            return List.of(86_400L);
        } else if (type == int.class || type == Integer.class) {
            return List.of(7);
        } else if (type == boolean.class || type == Boolean.class) {
            return List.of(true, false);
        } else if (type == OptionalLong.class) {
            return List.of(full || name.equals("id") ? OptionalLong.of(8) : OptionalLong.empty());
        } else if (type == OptionalInt.class) {
            return List.of(full ? OptionalInt.of(10) : OptionalInt.empty());
        } else if (type == Decimal.class) {
            return List.of(new Decimal(10_125, 2));
        } else if (type == RoomId.class) {
            return List.of(new RoomId("lobby"));
        } else if (type == Symbol.class) {
            return List.of(new Symbol("BTC-USD"));
        } else if (type == Channel.class) {
            return List.of(new Channel.Ticker(new Symbol("BTC-USD")), new Channel.Tickers());
        } else if (type == Position.class) {
            return List.of(new Position("k3v9", 7));
        } else if (type.isEnum()) {
            return List.of(type.getEnumConstants());
        } else if (name.equals("done")) { // any; with a text behind it
            return of(kinds(type).getFirst());
        } else if (type.isSealed()) {
            return kinds(type).stream().flatMap(kind -> of(kind).stream()).toList();
        } else if (type.isRecord()) {
            return of(type);
        }
        throw new AssertionError("teach Samples of " + type);
    }
}
