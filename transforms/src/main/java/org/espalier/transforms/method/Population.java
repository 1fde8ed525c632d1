package org.espalier.transforms.method;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The members of an evolution, oldest first: who has a child, who stays, and how alike they are.
 *
 * @param members at least one where parents are drawn
 */
public record Population<T>(List<T> members) {
  /** Copies the list. */
  public Population {
    members = List.copyOf(members);
  }

  /**
   * The best of a few members, drawn with replacement; the first drawn of equals.
   *
   * @param draws how many are drawn, at least 1
   */
  public T tournament(int draws, ToDoubleFunction<T> score, RandomGenerator random) {
    return IntStream.range(0, draws)
        .mapToObj(draw -> members.get(random.nextInt(members.size())))
        .max(Comparator.comparingDouble(score))
        .orElseThrow();
  }

  /** The last members, at most so many: the oldest die. */
  public Population<T> youngest(int size) {
    return new Population<>(members.subList(Math.max(0, members.size() - size), members.size()));
  }

  /**
   * The best members, at most so many, in the order they had; the older of equals. Some stay
   * whatever their score, and count.
   *
   * @param kept who stays
   */
  public Population<T> fittest(int size, ToDoubleFunction<T> score, Predicate<T> kept) {
    var ranked = new ArrayList<>(members);
    ranked.sort(Comparator.comparing(kept::test).thenComparingDouble(score).reversed());
    var staying = new ArrayList<T>();
    for (var member : ranked) {
      if (kept.test(member) || staying.size() < size) {
        staying.add(member);
      }
    }
    return new Population<>(members.stream().filter(staying::contains).toList());
  }

  /** Mean distance of two members; 0 where there are not two. */
  public double diversity(ToDoubleBiFunction<T, T> distance) {
    var sum = 0.0;
    for (var one = 0; one < members.size(); one++) {
      for (var other = 0; other < one; other++) {
        sum += distance.applyAsDouble(members.get(one), members.get(other));
      }
    }
    var pairs = members.size() * (members.size() - 1) / 2;
    return pairs == 0 ? 0 : sum / pairs;
  }
}
