package io.wordtide.cli.sink;

/** How a database stores vectors. */
public enum VectorStorage {

    /** pgvector's type {@code vector}, with distances and indexes. */
    PGVECTOR("vector"),

    /** PostgreSQL's own {@code real[]}: the same numbers, for databases without the extension. */
    ARRAY("real[]");

    private final String type;

    VectorStorage(String type) {
        this.type = type;
    }

    /** Name of the type, without the number of components. */
    String type() {
        return type;
    }

    /** Type of a column of vectors of K components; arrays have no length in their type. */
    String type(int k) {
        return this == PGVECTOR ? "vector(" + k + ")" : type;
    }
}
