package org.espalier.models.catalog;

import java.util.List;
import java.util.Optional;
import org.espalier.models.operation.PoolNorm;
import org.espalier.models.space.DartsCells;
import org.espalier.models.space.DartsMacro;
import org.espalier.models.space.SearchSpaces;
import org.espalier.schemas.Genotype;

/**
 * A pair of cells as it was published.
 *
 * @param name the name its authors' code gives it
 * @param paper who and what
 * @param year year of the publication
 * @param link where the paper is
 * @param space search space it was found in
 * @param cells the cells, in the published order
 * @param pools what follows a pooling when its authors train it from scratch
 * @param sizes the published sizes, at most one for a network
 * @param note what is to be known of the published sizes; empty if nothing
 */
public record PublishedCell(
    String name,
    String paper,
    int year,
    String link,
    String space,
    DartsCells cells,
    PoolNorm pools,
    List<PublishedSize> sizes,
    String note) {

  /** Keeps a copy. */
  public PublishedCell {
    sizes = List.copyOf(sizes);
  }

  /** The cells as an element of their search space. */
  public Genotype genotype() {
    return SearchSpaces.named(space).parse(cells.text());
  }

  /**
   * The size in a network, without normalization after pools: the published figures are compared by
   * one rule for all.
   */
  public CountedSize counted(DartsMacro macro) {
    return CountedSize.of(genotype(), macro, PoolNorm.NONE);
  }

  /** The published size of a network. */
  public Optional<PublishedSize> published(DartsMacro macro) {
    return sizes.stream().filter(size -> size.macro().equals(macro)).findFirst();
  }
}
