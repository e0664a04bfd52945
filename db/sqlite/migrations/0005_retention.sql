CREATE TABLE `lost_click` (
	`account_id` integer PRIMARY KEY NOT NULL,
	`count` integer NOT NULL,
	`last_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
ALTER TABLE `account` ADD `keep_days` integer;--> statement-breakpoint
ALTER TABLE `job` ADD `result` text;