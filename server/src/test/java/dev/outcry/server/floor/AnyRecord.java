package dev.outcry.server.floor;

import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.Symbol;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Makes records of any kind with components drawn at random, extreme ones among them.
final class AnyRecord {
    private static final String[] TEXTS = {
        "", "ada", "f:bob", "Grüße", "👍🏽", "\u0000", "x".repeat(300)
    };
    private static final long[] NUMBERS = {
        0, 1, 127, 128, 10_025, Integer.MAX_VALUE, Long.MAX_VALUE, -1, Long.MIN_VALUE
    };

    private final SplittableRandom random;

    AnyRecord(SplittableRandom random) {
        this.random = random;
    }

    /// {@return the kinds of commands there are}
    static List<Class<?>> kinds() {
        return kinds(FloorCommand.class).toList();
    }

    private static Stream<Class<?>> kinds(Class<?> kind) {
        return kind.isSealed()
                ? Stream.of(kind.getPermittedSubclasses()).flatMap(AnyRecord::kinds)
                : Stream.of(kind);
    }

    /// {@return a command of a kind drawn at random}
    FloorCommand command() {
        return command(kinds().get(random.nextInt(kinds().size())));
    }

    FloorCommand command(Class<?> kind) {
        return (FloorCommand) record(kind);
    }

    private Object record(Class<?> kind) {
        try {
            RecordComponent[] components = kind.getRecordComponents();
            Object[] values = new Object[components.length];
            Class<?>[] types = new Class<?>[components.length];
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                values[i] = value(components[i].getGenericType());
            }
            Constructor<?> constructor = kind.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(kind.toString(), e);
        }
    }

    private Object value(Type type) {
        if (type instanceof ParameterizedType of) {
            Type item = of.getActualTypeArguments()[0];
            return of.getRawType() == Optional.class
                    ? random.nextBoolean() ? Optional.of(value(item)) : Optional.empty()
                    : of.getRawType() == List.class
                            ? IntStream.range(0, random.nextInt(4))
                                    .mapToObj(i -> value(item))
                                    .toList()
                            : unknown(type);
        }
        return plain((Class<?>) type);
    }

    private Object plain(Class<?> type) {
        if (type == String.class) {
            return TEXTS[random.nextInt(TEXTS.length)];
        } else if (type == long.class) {
            return number();
        } else if (type == int.class || type == Integer.class) {
            return (int) number();
        } else if (type == boolean.class || type == Boolean.class) {
            return random.nextBoolean();
        } else if (type == OptionalInt.class) {
            return random.nextBoolean() ? OptionalInt.of((int) number()) : OptionalInt.empty();
        } else if (type == OptionalLong.class) {
            return random.nextBoolean() ? OptionalLong.of(number()) : OptionalLong.empty();
        } else if (type == Decimal.class) {
            return new Decimal(number(), random.nextInt(19));
        } else if (type == RoomId.class) {
            return new RoomId("r" + random.nextInt(1000));
        } else if (type == Symbol.class) {
            return new Symbol("S" + random.nextInt(1000) + "-USD");
        } else if (type.isEnum()) {
            return type.getEnumConstants()[random.nextInt(type.getEnumConstants().length)];
        } else if (type == FloorCommand.class) {
            return record(FloorCommand.CreateRoom.class); // what Once is for
        } else if (type.isSealed()) {
            Class<?>[] kinds = type.getPermittedSubclasses();
            return record(kinds[random.nextInt(kinds.length)]);
        }
        return type.isRecord() ? record(type) : unknown(type);
    }

    private long number() {
        return random.nextBoolean()
                ? NUMBERS[random.nextInt(NUMBERS.length)]
                : random.nextLong() >>> random.nextInt(64);
    }

    private static Object unknown(Type type) {
        throw new AssertionError("teach " + AnyRecord.class.getSimpleName() + " of " + type);
    }
}
