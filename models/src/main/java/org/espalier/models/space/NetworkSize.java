package org.espalier.models.space;

/** How large the network around the cells or blocks of a space is. */
public sealed interface NetworkSize permits CellSize, BlockSize {

  /** Whether it is of a network of blocks, with a width, not of cells. */
  boolean isOfBlocks();

  /**
   * The size, of a space of cells.
   *
   * @throws IllegalArgumentException naming the space and the settings that it needs
   */
  CellSize cells(String space);

  /**
   * The size, of a space of blocks.
   *
   * @throws IllegalArgumentException naming the space and the settings that it needs
   */
  BlockSize blocks(String space);

  /** Whether the options of a layer share tensors while they are searched. */
  boolean elastic();
}
