/** A Map that keeps its values as an array between changes, so that a page of 100,000 rows costs one slice. */
export class Table<K, V> extends Map<K, V> {
	private cachedRows: readonly V[] | undefined;

	/** The values in insertion order. Do not keep the array across changes. */
	rows(): readonly V[] {
		this.cachedRows ??= [...this.values()];
		return this.cachedRows;
	}

	override set(key: K, value: V): this {
		this.cachedRows = undefined;
		return super.set(key, value);
	}

	override delete(key: K): boolean {
		this.cachedRows = undefined;
		return super.delete(key);
	}

	override clear(): void {
		this.cachedRows = undefined;
		super.clear();
	}
}
