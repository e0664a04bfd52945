CREATE TABLE `hit_block` (
	`block` integer PRIMARY KEY NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `hit_detail` (
	`hit` integer PRIMARY KEY NOT NULL,
	`click_key` blob,
	`value_minor` integer,
	`currency` text,
	`dedup_id` integer,
	`external_id` text,
	`props` text
) STRICT;
--> statement-breakpoint
CREATE INDEX `hit_detail_click` ON `hit_detail` (`click_key`) WHERE "hit_detail"."click_key" IS NOT NULL;--> statement-breakpoint
CREATE TABLE `hit_part` (
	`block` integer NOT NULL,
	`account_id` integer NOT NULL,
	`day` integer NOT NULL,
	`data` blob NOT NULL,
	PRIMARY KEY(`block`, `account_id`, `day`)
) STRICT;
--> statement-breakpoint
CREATE INDEX `hit_part_day` ON `hit_part` (`account_id`,`day`);--> statement-breakpoint
INSERT OR IGNORE INTO `word` (`text`) SELECT DISTINCT `dedup_key` FROM `hit` WHERE `dedup_key` IS NOT NULL;
--> statement-breakpoint
INSERT INTO `hit_detail`
	SELECT `hit`.`id`, `click_key`, `value_minor`, `currency`, `word`.`id`, `external_id`, `props`
	FROM `hit` LEFT JOIN `word` ON `word`.`text` = `dedup_key`
	WHERE coalesce(`click_key`, `value_minor`, `dedup_key`, `external_id`, `props`) IS NOT NULL;
--> statement-breakpoint
DROP TABLE `landing`;
--> statement-breakpoint
CREATE TABLE `hit_new` (
	`id` integer PRIMARY KEY NOT NULL,
	`account_id` integer NOT NULL,
	`hit_id` blob NOT NULL,
	`at` integer NOT NULL,
	`delay` integer NOT NULL,
	`channel` integer NOT NULL,
	`event_id` integer,
	`visitor_id` integer,
	`url_id` integer,
	`referrer_id` integer,
	`title_id` integer,
	`source_id` integer,
	`agent_id` integer,
	`language_id` integer,
	`screen_id` integer,
	`country_id` integer,
	`flags` integer NOT NULL,
	`sequence` integer,
	`cuts` integer DEFAULT 0 NOT NULL
) STRICT;
--> statement-breakpoint
INSERT INTO `hit_new` SELECT `id`, `account_id`, `hit_id`, `at`, `received_at` - `at`, `channel`, `event_id`, `visitor_id`, `url_id`, `referrer_id`, `title_id`, `source_id`, `agent_id`, `language_id`, `screen_id`, NULL, `flags`, `sequence`, `cuts` FROM `hit`;
--> statement-breakpoint
DROP TABLE `hit`;
--> statement-breakpoint
ALTER TABLE `hit_new` RENAME TO `hit`;
--> statement-breakpoint
CREATE UNIQUE INDEX `hit_once` ON `hit` (`account_id`,`hit_id`);
