package io.wordtide.learn;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything that an object keeps alive through fields of our classes, arrays, collections and maps. */
final class ReachableObjects {

    private final Set<Object> found = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Object> open = new ArrayDeque<>();

    private ReachableObjects() {}

    static Set<Object> from(Object root) {
        ReachableObjects reachable = new ReachableObjects();
        reachable.add(root);
        while (!reachable.open.isEmpty()) {
            reachable.visit(reachable.open.removeLast());
        }
        return reachable.found;
    }

    private void visit(Object object) {
        if (object instanceof Iterable<?> elements) {
            elements.forEach(this::add);
        } else if (object instanceof Map<?, ?> map) {
            map.keySet().forEach(this::add);
            map.values().forEach(this::add);
        } else if (object.getClass().isArray()
                && !object.getClass().componentType().isPrimitive()) {
            for (int i = 0; i < Array.getLength(object); i++) {
                add(Array.get(object, i));
            }
        } else {
            visitFields(object);
        }
    }

    private void visitFields(Object object) {
        for (Class<?> type = object.getClass(); isOurs(type); type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                    field.setAccessible(true);
                    try {
                        add(field.get(object));
                    } catch (IllegalAccessException e) {
                        throw new IllegalStateException(e);
                    }
                }
            }
        }
    }

    private static boolean isOurs(Class<?> type) {
        return type.getName().startsWith("io.wordtide.");
    }

    private void add(@Nullable Object object) {
        if (object != null && found.add(object)) {
            open.add(object);
        }
    }
}
