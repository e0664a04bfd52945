CREATE TABLE `job` (
	`name` text PRIMARY KEY NOT NULL,
	`started_at` integer NOT NULL,
	`ended_at` integer,
	`error` text,
	`steady_since` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `silence` (
	`id` integer PRIMARY KEY NOT NULL,
	`account_id` integer NOT NULL,
	`since` integer NOT NULL,
	`noticed_at` integer NOT NULL,
	`expected` integer NOT NULL,
	`hours` integer NOT NULL,
	`ended_at` integer,
	FOREIGN KEY (`account_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `silence_going_on` ON `silence` (`account_id`) WHERE "silence"."ended_at" IS NULL;