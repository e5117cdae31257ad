package io.wordtide.server.http;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import io.wordtide.learn.ModelView;
import io.wordtide.vectors.WordVectors;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Two-dimensional maps of words, one for each model and number of words, computed once for each version. An axis is
 * flipped if it would point the opposite way to that of the model's last map. Thread-safe.
 */
final class WordMaps {

    private static final int KEPT = 64;

    private final Cache<Key, Drawn> maps =
            CacheBuilder.newBuilder().maximumSize(KEPT).build();

    /** The last map of each model, whatever its number of words. */
    private final Cache<String, Drawn> last =
            CacheBuilder.newBuilder().maximumSize(KEPT).build();

    private record Key(String modelId, int count) {}

    private record Drawn(long version, List<Place> places) {}

    /**
     * The position of a word.
     *
     * @param surface how the stream writes it most often
     * @param x coordinate on the first principal axis of the unit vectors
     * @param y coordinate on the second
     */
    record Place(String word, String surface, double x, double y, long documentFrequency) {}

    /** The most frequent words of a model. */
    synchronized List<Place> of(String modelId, ModelView view, int count) {
        Key key = new Key(modelId, count);
        Drawn drawn = maps.getIfPresent(key);
        if (drawn == null || drawn.version() != view.version()) {
            drawn = new Drawn(view.version(), turned(draw(view, count), last.getIfPresent(modelId)));
            maps.put(key, drawn);
            last.put(modelId, drawn);
        }
        return drawn.places();
    }

    private static List<Place> draw(ModelView view, int count) {
        WordVectors vectors = view.wordVectors();
        List<String> words = vectors.words().stream()
                .sorted(Comparator.comparingLong(view::documentFrequency)
                        .reversed()
                        .thenComparing(Comparator.naturalOrder()))
                .limit(count)
                .toList();
        PrincipalAxes axes =
                PrincipalAxes.of(words.stream().map(vectors::vector).toList());
        double[][] places = axes.places();
        return IntStream.range(0, words.size())
                .mapToObj(i -> new Place(
                        words.get(i),
                        view.surface(words.get(i)),
                        places[i][0],
                        places[i][1],
                        view.documentFrequency(words.get(i))))
                .toList();
    }

    private static List<Place> turned(List<Place> places, @Nullable Drawn before) {
        if (before == null) {
            return places;
        }
        Map<String, Place> placeBefore = new HashMap<>();
        before.places().forEach(place -> placeBefore.put(place.word(), place));
        double x = 0;
        double y = 0;
        for (Place place : places) {
            Place earlier = placeBefore.get(place.word());
            if (earlier != null) {
                x += place.x() * earlier.x();
                y += place.y() * earlier.y();
            }
        }
        double turnX = x < 0 ? -1 : 1;
        double turnY = y < 0 ? -1 : 1;
        return places.stream()
                .map(place -> new Place(
                        place.word(), place.surface(), turnX * place.x(), turnY * place.y(), place.documentFrequency()))
                .toList();
    }
}
