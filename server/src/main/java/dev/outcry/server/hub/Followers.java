package dev.outcry.server.hub;

import java.util.ArrayList;
import java.util.List;

/// The subscriptions of one channel in one lane, in no order. For the lane's thread alone.
///
/// Removing is `O(1)`: the last one takes the place.
///
/// @param <S> what kind
final class Followers<S extends Subscription> {
    private final List<S> all = new ArrayList<>(0);

    /// {@return how many there are}
    int count() {
        return all.size();
    }

    S get(int index) {
        return all.get(index);
    }

    void add(S subscription) {
        subscription.index(all.size());
        all.add(subscription);
    }

    /// Removes one of these; does nothing if it isn't.
    void remove(Subscription subscription) {
        int place = subscription.index();
        if (place >= 0) {
            S last = all.removeLast();
            if (place < all.size()) {
                all.set(place, last);
                last.index(place);
            }
            subscription.index(-1);
        }
    }
}
