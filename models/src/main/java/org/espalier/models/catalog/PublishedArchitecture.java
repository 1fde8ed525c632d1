package org.espalier.models.catalog;

import java.util.List;
import java.util.Optional;
import org.espalier.models.operation.PoolNorm;
import org.espalier.models.space.SearchSpace;
import org.espalier.models.space.SearchSpaces;
import org.espalier.schemas.Genotype;

/**
 * An architecture as it was published.
 *
 * @param name the name its authors' code gives it
 * @param paper who and what
 * @param year year of the publication
 * @param link where the paper is
 * @param space search space it was found in; empty where nothing was searched
 * @param text the architecture in the published form and order; empty likewise
 * @param pools what follows a pooling when its authors train it from scratch
 * @param sizes the published sizes, at most one for a network
 * @param note what is to be known of the published sizes; empty if nothing
 */
public record PublishedArchitecture(
    String name,
    String paper,
    int year,
    String link,
    String space,
    String text,
    PoolNorm pools,
    List<PublishedSize> sizes,
    String note) {

  /** Keeps a copy. */
  public PublishedArchitecture {
    sizes = List.copyOf(sizes);
  }

  /** The networks it is counted on. */
  public List<PublishedNetwork> networks() {
    return PublishedNetwork.of(space);
  }

  /** The search space it was found in. */
  public SearchSpace searchSpace() {
    return SearchSpaces.named(space);
  }

  /** The architecture as an element of its search space; empty where nothing was searched. */
  public Optional<Genotype> genotype() {
    return space.isEmpty() ? Optional.empty() : Optional.of(searchSpace().parse(text));
  }

  /**
   * The size in a network, without normalization after pools: the published figures are compared by
   * one rule for all.
   */
  public CountedSize counted(PublishedNetwork network) {
    var path = genotype().map(searched -> searchSpace().encoding(searched)).orElse(new int[0]);
    return CountedSize.of(network.described().apply(this), path);
  }

  /** The published size of a network. */
  public Optional<PublishedSize> published(PublishedNetwork network) {
    return sizes.stream().filter(size -> size.network().equals(network)).findFirst();
  }
}
