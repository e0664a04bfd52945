CREATE TABLE `account_cut` (
	`account_id` integer NOT NULL,
	`param` text NOT NULL,
	PRIMARY KEY(`account_id`, `param`),
	FOREIGN KEY (`account_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE TABLE `hop` (
	`account_id` integer NOT NULL,
	`token_hash` text NOT NULL,
	`visitor` text NOT NULL,
	`click` text,
	`at` integer NOT NULL,
	PRIMARY KEY(`account_id`, `token_hash`),
	FOREIGN KEY (`account_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
ALTER TABLE `hit` ADD `sequence` integer;--> statement-breakpoint
ALTER TABLE `hit` ADD `cuts` integer DEFAULT 0 NOT NULL;