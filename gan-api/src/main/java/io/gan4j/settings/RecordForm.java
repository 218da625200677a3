package io.gan4j.settings;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How one record type of the table is taken apart and put together: by its components and its canonical constructor. */
final class RecordForm {
    private final ImmutableList<Part> parts;
    private final Constructor<? extends Record> constructor;

    /**
     * A component.
     *
     * @param type its type; that of an element, if it is a list
     * @param absent the value of a component that came later than files with the record did: such a file means it, and it is
     *     not written; null for all others
     */
    record Part(
            String name,
            Class<?> type,
            Count count,
            Method accessor,
            @Nullable Object absent) {
        private static Part of(RecordComponent component, @Nullable Object absent) {
            Method accessor = Objects.requireNonNull(component.getAccessor(), "a component has an accessor");
            accessor.setAccessible(true);
            Type type = component.getGenericType();
            if (type instanceof ParameterizedType list && list.getRawType() == ImmutableList.class) {
                Class<?> element = (Class<?>) list.getActualTypeArguments()[0];
                return new Part(component.getName(), element, Count.MANY, accessor, absent);
            }
            boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            Count count = nullable ? Count.OPTIONAL : Count.ONE;
            return new Part(component.getName(), component.getType(), count, accessor, absent);
        }
    }

    /** How many values a component holds. */
    enum Count {
        ONE,
        OPTIONAL,
        MANY
    }

    RecordForm(Class<? extends Record> type) {
        this(type, ImmutableMap.of());
    }

    /** @param later the components that came later than files with the record did, by name, with what those files mean */
    RecordForm(Class<? extends Record> type, ImmutableMap<String, Object> later) {
        RecordComponent[] components = type.getRecordComponents();
        this.parts = Arrays.stream(components)
                .map(component -> Part.of(component, later.get(component.getName())))
                .collect(ImmutableList.toImmutableList());
        try {
            this.constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(type + " has no canonical constructor", e);
        }
        constructor.setAccessible(true);
    }

    ImmutableList<Part> parts() {
        return parts;
    }

    @Nullable
    Object value(Object of, Part part) {
        try {
            return part.accessor().invoke(of);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(part.name() + " cannot be read: " + e, e);
        }
    }

    /** @throws IllegalArgumentException as the constructor says what is wrong with the values */
    Object of(List<@Nullable Object> values) {
        try {
            return constructor.newInstance(values.toArray());
        } catch (InvocationTargetException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            throw new IllegalArgumentException(String.valueOf(cause.getMessage()), cause);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(constructor + " cannot be called: " + e, e);
        }
    }
}
