package org.espalier.models.data;

/**
 * An image of a shard, as the manifest beside the shards has it.
 *
 * @param shard name of the shard's file
 * @param record place of its record within the shard, from 0
 * @param label its class, from 0: records count from 1
 */
public record ShardEntry(String shard, int record, int label) {}
