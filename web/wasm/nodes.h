/* A document as a stream of nodes: what a YAML file says, without YAML.
 *
 * The mark, then the top node. A node is
 *   kind, line            of zn_node (io/document.h)
 *   key                   of entries of a mapping only
 *   text                  of a text; or of a list or mapping: number of entries, then these.
 * Numbers have seven bits a byte, the lowest first, the eighth bit set where more follow. A text is its number of bytes, then these. */
#ifndef ZN_PAGE_NODES_H
#define ZN_PAGE_NODES_H

#define ZN_NODES_MARK "\001nodes\n"

#endif
