package dev.outcry.exchange;

import java.util.Arrays;

/// The orders that expire, the first due on top; of one time, the lowest id. A binary heap in which
/// each order knows its place, so that it can leave in `O(log n)`.
final class DueHeap {
    private Order[] heap = new Order[16];
    private int size;

    /// {@return when the next order expires, or [Long#MAX_VALUE]}
    long nextDue() {
        return size == 0 ? Long.MAX_VALUE : heap[0].expiresAt;
    }

    Order first() {
        return heap[0];
    }

    void add(Order order) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, size * 2);
        }
        up(size++, order);
    }

    void remove(Order order) {
        int index = order.dueIndex;
        Order moved = heap[--size];
        if (moved != order) {
            down(index, moved);
            if (heap[index] == moved) {
                up(index, moved);
            }
        }
    }

    private void up(int start, Order order) {
        int index = start;
        while (index > 0) {
            int parent = (index - 1) >>> 1;
            if (!before(order, heap[parent])) {
                break;
            }
            place(index, heap[parent]);
            index = parent;
        }
        place(index, order);
    }

    private void down(int start, Order order) {
        int index = start;
        int child = 2 * index + 1;
        while (child < size) {
            if (child + 1 < size && before(heap[child + 1], heap[child])) {
                child++;
            }
            if (!before(heap[child], order)) {
                break;
            }
            place(index, heap[child]);
            index = child;
            child = 2 * index + 1;
        }
        place(index, order);
    }

    private void place(int index, Order order) {
        heap[index] = order;
        order.dueIndex = index;
    }

    private static boolean before(Order a, Order b) {
        return a.expiresAt < b.expiresAt || (a.expiresAt == b.expiresAt && a.id < b.id);
    }
}
