CREATE TABLE `account` (
	`id` integer PRIMARY KEY NOT NULL,
	`tag_id` text NOT NULL,
	`name` text NOT NULL,
	`time_zone` text NOT NULL,
	`consent` text NOT NULL,
	`identity_declared` integer NOT NULL,
	`login_channel_id` text,
	`created_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `account_tag_id_unique` ON `account` (`tag_id`);--> statement-breakpoint
CREATE TABLE `account_domain` (
	`account_id` integer NOT NULL,
	`domain` text NOT NULL,
	PRIMARY KEY(`account_id`, `domain`),
	FOREIGN KEY (`account_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE TABLE `agent` (
	`id` integer PRIMARY KEY NOT NULL,
	`text` text NOT NULL,
	`browser` text NOT NULL,
	`os` text NOT NULL,
	`device` text NOT NULL,
	`line_app` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `agent_text_unique` ON `agent` (`text`);--> statement-breakpoint
CREATE TABLE `audience` (
	`id` integer PRIMARY KEY NOT NULL,
	`account_id` integer NOT NULL,
	`name` text NOT NULL,
	`rule` text NOT NULL,
	`days` integer NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE INDEX `audience_account` ON `audience` (`account_id`);--> statement-breakpoint
CREATE TABLE `broadcast` (
	`id` integer PRIMARY KEY NOT NULL,
	`account_id` integer NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`sent_at` integer NOT NULL,
	`request_id` text,
	`aggregation_unit` text,
	`line_delivered` integer,
	`line_opened` integer,
	`line_clicked` integer,
	`line_played` integer,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE INDEX `broadcast_account` ON `broadcast` (`account_id`,`sent_at`);--> statement-breakpoint
CREATE TABLE `broadcast_conversion` (
	`broadcast_id` integer NOT NULL,
	`conversion_id` integer NOT NULL,
	PRIMARY KEY(`broadcast_id`, `conversion_id`),
	FOREIGN KEY (`broadcast_id`) REFERENCES `broadcast`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`conversion_id`) REFERENCES `custom_conversion`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE TABLE `click` (
	`id` integer PRIMARY KEY NOT NULL,
	`account_id` integer NOT NULL,
	`key` blob NOT NULL,
	`link_id` integer NOT NULL,
	`at` integer NOT NULL,
	`agent_id` integer
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `click_key_unique` ON `click` (`key`);--> statement-breakpoint
CREATE INDEX `click_time` ON `click` (`account_id`,`at`);--> statement-breakpoint
CREATE TABLE `custom_conversion` (
	`id` integer PRIMARY KEY NOT NULL,
	`account_id` integer NOT NULL,
	`name` text NOT NULL,
	`rule` text NOT NULL,
	`value_from` text NOT NULL,
	`value_minor` integer,
	`value_currency` text,
	`created_at` integer NOT NULL,
	`archived_at` integer,
	FOREIGN KEY (`account_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE INDEX `custom_conversion_account` ON `custom_conversion` (`account_id`);--> statement-breakpoint
CREATE TABLE `hit` (
	`id` integer PRIMARY KEY NOT NULL,
	`account_id` integer NOT NULL,
	`hit_id` blob NOT NULL,
	`at` integer NOT NULL,
	`received_at` integer NOT NULL,
	`channel` integer NOT NULL,
	`event_id` integer,
	`visitor_id` integer,
	`click_key` blob,
	`url_id` integer,
	`referrer_id` integer,
	`title_id` integer,
	`source_id` integer,
	`agent_id` integer,
	`language_id` integer,
	`screen_id` integer,
	`value_minor` integer,
	`currency` text,
	`dedup_key` text,
	`external_id` text,
	`props` text,
	`flags` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `hit_once` ON `hit` (`account_id`,`hit_id`);--> statement-breakpoint
CREATE INDEX `hit_time` ON `hit` (`account_id`,`at`);--> statement-breakpoint
CREATE INDEX `hit_dedup` ON `hit` (`account_id`,`dedup_key`) WHERE "hit"."dedup_key" IS NOT NULL;--> statement-breakpoint
CREATE TABLE `identity_link` (
	`id` integer PRIMARY KEY NOT NULL,
	`visitor_id` integer NOT NULL,
	`user_id` integer NOT NULL,
	`rung` text NOT NULL,
	`evidence` text NOT NULL,
	`at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `identity_link_visitor` ON `identity_link` (`visitor_id`,`at`);--> statement-breakpoint
CREATE TABLE `landing` (
	`click_key` blob NOT NULL,
	`visitor_id` integer NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`click_key`, `visitor_id`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `link` (
	`id` integer PRIMARY KEY NOT NULL,
	`account_id` integer NOT NULL,
	`code` text NOT NULL,
	`name` text NOT NULL,
	`destination` text NOT NULL,
	`broadcast_id` integer,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`broadcast_id`) REFERENCES `broadcast`(`id`) ON UPDATE no action ON DELETE set null
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `link_code_unique` ON `link` (`code`);--> statement-breakpoint
CREATE INDEX `link_account` ON `link` (`account_id`);--> statement-breakpoint
CREATE TABLE `member` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`email` text NOT NULL,
	`email_verified` integer NOT NULL,
	`image` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `member_email_unique` ON `member` (`email`);--> statement-breakpoint
CREATE TABLE `member_credential` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`provider_id` text NOT NULL,
	`user_id` text NOT NULL,
	`access_token` text,
	`refresh_token` text,
	`id_token` text,
	`access_token_expires_at` integer,
	`refresh_token_expires_at` integer,
	`scope` text,
	`password` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `member`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE INDEX `member_credential_user` ON `member_credential` (`user_id`);--> statement-breakpoint
CREATE TABLE `member_session` (
	`id` text PRIMARY KEY NOT NULL,
	`token` text NOT NULL,
	`expires_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`ip_address` text,
	`user_agent` text,
	`user_id` text NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `member`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `member_session_token_unique` ON `member_session` (`token`);--> statement-breakpoint
CREATE INDEX `member_session_user` ON `member_session` (`user_id`);--> statement-breakpoint
CREATE TABLE `member_verification` (
	`id` text PRIMARY KEY NOT NULL,
	`identifier` text NOT NULL,
	`value` text NOT NULL,
	`expires_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `member_verification_identifier` ON `member_verification` (`identifier`);--> statement-breakpoint
CREATE TABLE `setting` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `tally` (
	`account_id` integer NOT NULL,
	`outcome` text NOT NULL,
	`reason` text NOT NULL,
	`count` integer NOT NULL,
	`last_at` integer NOT NULL,
	`sample` text,
	PRIMARY KEY(`account_id`, `outcome`, `reason`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `url` (
	`id` integer PRIMARY KEY NOT NULL,
	`url` text NOT NULL,
	`page` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `url_url_unique` ON `url` (`url`);--> statement-breakpoint
CREATE TABLE `line_user` (
	`id` integer PRIMARY KEY NOT NULL,
	`account_id` integer NOT NULL,
	`user_id` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `line_user_id` ON `line_user` (`account_id`,`user_id`);--> statement-breakpoint
CREATE TABLE `visitor` (
	`id` integer PRIMARY KEY NOT NULL,
	`account_id` integer NOT NULL,
	`key` blob NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `visitor_key` ON `visitor` (`account_id`,`key`);--> statement-breakpoint
CREATE TABLE `word` (
	`id` integer PRIMARY KEY NOT NULL,
	`text` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `word_text_unique` ON `word` (`text`);